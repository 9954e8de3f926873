// The language of `.net` files. Every decision is made by looking at one token, so a syntax error is found at
// the first token that cannot stand where it is, and long chains cost no look-ahead.
grammar Net;

// ---- entries -----------------------------------------------------------------------------------------
file            : packageDecl? importDecl* declaration* EOF ;
onlyExpression  : expr EOF ;                                   // --set train.optimizer="sgd(lr = 0.1)"
onlyDataValue   : dataValue EOF ;                              // --set data.x="[RM, LSTAT]"

// ---- declarations ------------------------------------------------------------------------------------
packageDecl : 'package' NAME ('.' NAME)* ;
importDecl  : 'import' STRING ;
declaration : 'network' networkName '{' networkItem* '}'                # network
            | 'layer' NAME params result? body                          # layer
            | 'initializer' NAME params? result? body                   # initializer
            | 'optimizer' NAME params? block                            # optimizer
            | 'schedule' NAME params? body                              # schedule
            ;
networkName : NAME | 'class' ;                                // `network class`: a name that Java could not bear
params      : '(' (param (',' param)* ','?)? ')' ;
param       : name (':' type)? ('=' expr)? ;
result      : '->' type ;
body        : '=' expr | block ;
block       : '{' statement* '}' ;

// ---- types: [n, 3]  [..s, n]  class[10]  class[vocab] [time]  class["no", "yes"]  int  layer ---------
type        : singleType ('|' singleType)* ;
singleType  : 'class' '[' expr (',' expr)* ','? ']' shape?              # classType
            | shape                                                     # shapeType
            | ('layer' | 'initializer' | NAME)                          # namedType
            ;
shape       : '[' (dim (',' dim)* ','?)? ']' ;
dim         : '..' NAME? | expr ;

// ---- statements: each starts with a keyword or `NAME =`, so none can continue the one before ---------
networkItem : 'hyper' NAME (':' type)? '=' expr                         # hyperItem
            | 'input' NAME ':' type                                     # inputItem
            | 'target' NAME ':' type                                    # targetItem
            | 'output' NAME '=' expr                                    # outputItem
            | NAME '=' expr                                             # bindItem
            | 'shared' NAME '=' expr                                    # sharedItem
            | 'loss' expr                                               # lossItem
            | 'metric' expr ('=' expr)?                                 # metricItem // metric name = …, or without a name
            | 'init' pattern '=' expr                                   # initItem
            | 'train' '{' trainItem* '}'                                # trainSection
            | 'data' '{' dataItem* '}'                                  # dataSection
            | 'verify' '{' verifyRow* '}'                               # verifySection
            ;
statement   : 'param' parameter                                         # paramStatement
            | 'state' NAME (':' shape)? '=' expr                        # stateStatement
            | 'shared' NAME '=' expr                                    # sharedStatement
            | 'require' expr ',' STRING                                 # requireStatement
            | 'return' expr                                             # returnStatement
            | NAME '=' expr                                             # bindStatement
            ;
parameter   : NAME ':' shape '=' expr ('else' expr)?                    # newParameter // a layer's
            | '=' expr                                                  # nextParameter // its value after an optimizer's step
            ;

// ---- sections ----------------------------------------------------------------------------------------
trainItem   : 'optimizer' pattern? '=' expr | NAME '=' expr ;
dataItem    : NAME '=' dataValue ;
dataValue   : columns | number | STRING | 'true' | 'false' | NAME args? ;
columns     : '[' column (',' column)* ','? ']' ;
column      : cell ('..' cell)? ;
cell        : word | NUMBER | STRING ;
verifyRow   : given (',' given)* '->' expected (',' expected)* ;
given       : NAME '=' value ;
expected    : NAME '=' value ('within' number)? ;
value       : number | STRING | '[' value (',' value)* ','? ']' ;
number      : '-'? NUMBER ;
pattern     : STRING | segment ('.' segment)* ;
segment     : '*' | NUMBER | NAME ;

// ---- expressions, weakest first ----------------------------------------------------------------------
expr        : comparison ('->' stage)* ;
comparison  : sum (('<' | '<=' | '>' | '>=' | '==' | '!=') sum)? ;
sum         : product (('+' | '-') product)* ;
product     : unary (('*' | '/' | '@') unary)* ;
unary       : '-'* power ;                                    // flat: only brackets nest, and the token pass bounds those
power       : primary ('^' '-'* primary)* ;                   // folds to the right: a ^ -b ^ c is a ^ (-(b ^ c))
primary     : NUMBER                                                    # numberPrimary
            | STRING                                                    # textPrimary
            | ('true' | 'false')                                        # boolPrimary
            | 'param'                                                   # paramPrimary
            | '[' expr (',' expr)* ','? ']'                             # listPrimary
            | '(' expr ')'                                              # bracketPrimary
            | repeat                                                    # repeatPrimary
            | name (args | ('.' (NAME | NUMBER))+)?                     # namePrimary // a call, or a path
            ;
stage       : NAME args?                                                # nameStage
            | repeat                                                    # repeatStage
            | '(' expr ')'                                              # bracketStage
            ;
repeat      : 'repeat' times '(' expr ')' ;
times       : '-'? NUMBER | NAME | '(' expr ')' ;
args        : '(' (arg (',' arg)* ','?)? ')' ;
arg         : expr ('=' expr)? ;                              // name = value, or a value
name        : NAME | 'input' | 'target' ;                     // for arguments of layers; never a binding of a network

// Keywords are reserved; in a list of columns they are words like others.
word        : NAME
            | 'package' | 'import' | 'network' | 'layer' | 'initializer' | 'optimizer' | 'schedule' | 'class'
            | 'hyper' | 'input' | 'target' | 'output' | 'shared' | 'loss' | 'metric' | 'init' | 'train' | 'data'
            | 'verify' | 'within' | 'param' | 'state' | 'require' | 'return' | 'else' | 'repeat' | 'true' | 'false' ;

// ---- tokens ------------------------------------------------------------------------------------------
PACKAGE : 'package' ; IMPORT : 'import' ; NETWORK : 'network' ; LAYER : 'layer' ; INITIALIZER : 'initializer' ;
OPTIMIZER : 'optimizer' ; SCHEDULE : 'schedule' ; CLASS : 'class' ; HYPER : 'hyper' ; INPUT : 'input' ;
TARGET : 'target' ; OUTPUT : 'output' ; SHARED : 'shared' ; LOSS : 'loss' ; METRIC : 'metric' ; INIT : 'init' ;
TRAIN : 'train' ; DATA : 'data' ; VERIFY : 'verify' ; WITHIN : 'within' ; PARAM : 'param' ; STATE : 'state' ;
REQUIRE : 'require' ; RETURN : 'return' ; ELSE : 'else' ; REPEAT : 'repeat' ; TRUE : 'true' ; FALSE : 'false' ;

OPEN_ROUND : '(' ; CLOSE_ROUND : ')' ; OPEN_SQUARE : '[' ; CLOSE_SQUARE : ']' ; OPEN_CURLY : '{' ; CLOSE_CURLY : '}' ;
ARROW : '->' ; ASSIGN : '=' ; COLON : ':' ; COMMA : ',' ; DOT : '.' ; RANGE : '..' ; BAR : '|' ;
PLUS : '+' ; MINUS : '-' ; STAR : '*' ; SLASH : '/' ; AT : '@' ; CARET : '^' ;
LESS : '<' ; LESS_EQUAL : '<=' ; GREATER : '>' ; GREATER_EQUAL : '>=' ; EQUAL : '==' ; NOT_EQUAL : '!=' ;

NUMBER     : DIGITS ('.' DIGITS)? ([eE] [+-]? DIGITS)? ;
NAME       : [A-Za-z_] [A-Za-z0-9_]* ;
STRING     : '"' CHARACTER* '"' ;
DOC        : '///' (~[/\r\n] ~[\r\n]*)? -> channel(2) ;
COMMENT    : ('//' ~[\r\n]* | '/*' .*? ('*/' | EOF)) -> channel(HIDDEN) ;
SPACE      : [ \t\r\n]+ -> skip ;
UNCLOSED   : '"' CHARACTER* -> channel(3) ;
UNEXPECTED : . -> channel(3) ;                                // both (and a comment without end): reported by the token pass
fragment CHARACTER : ~["\\\r\n] | '\\' ~[\r\n] ;
fragment DIGITS    : [0-9] ('_'? [0-9])* ;
